from django.contrib.admin import apps


class DeskConfig(apps.AdminConfig):
    """Django's admin with our sign-in and account pages."""

    default_site = "articles.desk.DeskSite"
