"""How people come in: django-allauth and django-axes, told what this service wants of them."""
