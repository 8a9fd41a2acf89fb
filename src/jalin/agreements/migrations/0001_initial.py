import django.db.models.deletion
from django.db import migrations, models

import jalin.core.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("dossiers", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="register_entry",
                        serialize=False,
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("memorandum", "Memorandum of understanding"),
                            ("implementing", "Implementing agreement"),
                            ("intent", "Letter of intent"),
                            ("contract", "Contract"),
                            ("other", "Other agreement"),
                        ],
                        max_length=20,
                    ),
                ),
                ("areas", jalin.core.fields.TextsField(blank=True, default=())),
                ("languages", jalin.core.fields.TextsField(blank=True, default=())),
                ("texts", jalin.core.fields.TextsField(blank=True, default=())),
                ("clauses", models.PositiveSmallIntegerField(default=0)),
                (
                    "renewal",
                    models.CharField(
                        choices=[
                            ("none", "It ends"),
                            ("express", "By a new agreement"),
                            ("tacit", "By itself"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                ("renewal_months", models.PositiveSmallIntegerField(null=True)),
                ("notice_count", models.PositiveSmallIntegerField(null=True)),
                ("notice_unit", models.CharField(blank=True, max_length=5)),
                ("notice_date", models.DateField(null=True)),
                ("amends", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["type"], name="agreements__type_307d69_idx"),
                    models.Index(fields=["notice_date"], name="agreements__notice__ce0a93_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ceremony",
            fields=[
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="ceremony",
                        serialize=False,
                        to="dossiers.dossier",
                    ),
                ),
                ("day", models.DateField(null=True)),
                ("time", models.TimeField(null=True)),
                ("zone", models.CharField(default="UTC", max_length=60)),
                ("link", models.CharField(blank=True, max_length=500)),
                ("agenda", models.JSONField(default=dict)),
                ("witnesses", jalin.core.fields.TextsField(blank=True, default=())),
                ("guests", jalin.core.fields.TextsField(blank=True, default=())),
                ("reminded_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
