"""How to say something over each kind of channel, and how to read whether it was accepted."""
