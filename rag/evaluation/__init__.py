"""The measurements that a user can run on their own laptop."""
