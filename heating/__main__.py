from heating.cli import main

main()
