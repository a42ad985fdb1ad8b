"""The inbox of every person, and sending beyond it: to robots of group chats, by mail, to other programs' webhooks.

It knows persons only by their ids, and addresses only as texts. What is to be said comes from the capabilities.
"""
