"""Agreements under negotiation: the queue, all targets of one, and the offers that pass."""

from django.urls import path

from targets.views import board_papers, hand_overs, negotiation, offers

urlpatterns = [
    path("review/", negotiation.review, name="review"),
    path("laa/<slug:code>/negotiation/", negotiation.negotiation, name="negotiation"),
    path(
        "laa/<slug:code>/negotiation/hand-over/",
        hand_overs.hand_over_negotiation,
        name="hand-over-negotiation",
    ),
    path("laa/<slug:code>/negotiation/paper/", board_papers.board_paper, name="board-paper"),
    path("laa/<slug:code>/negotiation/offer/", offers.prepare_offer, name="prepare-offer"),
    path("laa/<slug:code>/offers/<int:number>/", offers.offer, name="offer"),
    path(
        "laa/<slug:code>/offers/<int:number>/withdraw/",
        offers.withdraw_offer,
        name="withdraw-offer",
    ),
]
