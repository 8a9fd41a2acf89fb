"""Institutions, the people who act for them, and in which role."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jalin.core.multilingual import text_here, text_in


class Institution(models.Model):
    """A library, embassy or publisher. One is the house institution, whose installation this is."""

    class Kind(models.TextChoices):
        LIBRARY = "library", _("Library")
        EMBASSY = "embassy", _("Embassy")
        PUBLISHER = "publisher", pgettext_lazy("institution", "Publisher")
        OTHER = "other", pgettext_lazy("institution", "Other")

    name = models.JSONField()  # {BCP 47 tag: name}
    short_names = models.JSONField()  # {BCP 47 tag: name of 40 characters at most}
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.LIBRARY)
    isil = models.CharField("ISIL", max_length=16, blank=True)  # ISO 15511
    ror = models.URLField("ROR", blank=True)
    country = models.CharField(max_length=2)  # ISO 3166-1 alpha-2
    city = models.JSONField(default=dict)  # {BCP 47 tag: name}
    is_house = models.BooleanField(default=False)

    class Meta:
        ordering = ("-is_house", "slug")
        constraints = [
            models.UniqueConstraint(
                fields=["is_house"], condition=Q(is_house=True), name="one_house_institution"
            ),
            models.UniqueConstraint(
                fields=["isil"], condition=~Q(isil=""), name="institution_isil_once"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def short_name(self) -> str:
        """The short name in the language of the page."""
        return text_here(self.short_names)

    def name_in(self, language: str) -> str:
        """The name in `language`, else in English, else in any language it has."""
        return text_in(self.name, language) or self.short_name

    def city_in(self, language: str) -> str:
        """The city's name in `language`, else in English, else in any language it has."""
        return text_in(self.city, language)


class Users(BaseUserManager["User"]):
    """Makes accounts; the address of an account is compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=150)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, blank=True)
    timezone = models.CharField(max_length=60, default="UTC")  # IANA
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[Users] = Users()

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    OFFICER = "officer", _("Cooperation officer")
    CATALOGUER = "cataloguer", _("Cataloguer")
    CURATOR = "curator", _("Curator")
    SIGNATORY = "signatory", _("Signatory")
    GUEST = "guest", _("Guest")
    OBSERVER = "observer", _("Observer")


class Membership(models.Model):
    """That a person has a role in an institution, from one day to another (both included)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    institution = models.ForeignKey(Institution, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["user", "institution", "role"],
                condition=Q(valid_to=None),
                name="membership_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.institution_id}"


class Invitation(models.Model):
    """An account that waits to be taken up; the link's secret is kept as its SHA-256 only."""

    institution = models.ForeignKey(Institution, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="en")
    token_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.institution_id} {self.role}"
