"""`python -m vbparse` does what the command `vbparse` does."""

from vbparse.cli import main

if __name__ == "__main__":
    main()
