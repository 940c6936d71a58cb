"""How work is usually given to Celery: a message a piece, and no row that promises it.

Only for the control of `test_kills`: the same kills must show losses here.
"""

import os
import time

import psycopg2
from celery import Celery

app = Celery("naive", broker=os.environ["REDIS_URL"].replace("unix://", "redis+socket://"))
app.conf.broker_url = app.conf.broker_url.replace("?db=", "?virtual_host=")


@app.task
def keep(piece: int) -> None:
    """Do a piece of work, which is to write down that it is done."""
    time.sleep(0.2)
    with psycopg2.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("INSERT INTO kept VALUES (%s)", [piece])
