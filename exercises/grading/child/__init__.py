"""The sandboxed child: ``python -I`` runs this folder; the parent imports only wire.py."""
