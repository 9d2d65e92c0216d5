"""``python -m marsad``: the command line without the script."""

from marsad.views.cli import main

if __name__ == "__main__":
    main()
