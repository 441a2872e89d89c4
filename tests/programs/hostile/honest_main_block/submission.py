# points: 100
# ruff: noqa

# <solution>


def main():
    theta = np.ones(12)
    name = input("Press enter to continue: ")
    print(cost_function(theta, (2, 2, 2), np.ones((1, 2)), np.zeros(1, int)), name)
    open("never.txt", "w")


if __name__ == "__main__":
    main()
