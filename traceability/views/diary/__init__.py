"""The diary on the phone: big buttons, entries that wait for a network, what is due."""
