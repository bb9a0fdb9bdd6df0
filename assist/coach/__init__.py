"""What kind of thing was said, what the playbook asks for, and which card to show."""
