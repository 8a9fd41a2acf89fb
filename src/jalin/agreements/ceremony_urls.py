"""Addresses of the ceremony, and of verifying in public."""

from django.urls import path, re_path

from jalin.agreements.views import ceremony, ceremony_signing, verify

urlpatterns = [
    path("agreements/<uuid:uuid>/ceremony/", ceremony.the_room, name="ceremony"),
    path("agreements/<uuid:uuid>/ceremony/moment/", ceremony.moment, name="ceremony_moment"),
    path("agreements/<uuid:uuid>/ceremony/plan/", ceremony.plan, name="ceremony_plan"),
    path("agreements/<uuid:uuid>/ceremony/remind/", ceremony.remind, name="ceremony_remind"),
    path("agreements/<uuid:uuid>/ceremony/mistake/", ceremony.mistake, name="ceremony_mistake"),
    path("agreements/<uuid:uuid>/ceremony/document/", ceremony.document, name="ceremony_document"),
    path("agreements/<uuid:uuid>/ceremony/evidence/", ceremony.evidence, name="ceremony_evidence"),
    path("agreements/<uuid:uuid>/sign/<slug:way>/", ceremony_signing.sign, name="ceremony_sign"),
    path("verify/", verify.verify_file, name="verify"),
    re_path(r"^verify/(?P<digest>[0-9a-fA-F]{64})/?$", verify.verify_digest, name="verify_digest"),
]
