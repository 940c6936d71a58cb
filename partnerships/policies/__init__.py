"""Who may do what to people, roles and keys. Views, the API and actions all ask here."""
