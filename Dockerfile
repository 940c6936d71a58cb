# syntax=docker/dockerfile:1
# The portal's programs. docker-compose.yml says which command each container runs.

FROM node:24-slim AS packages
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
ENV PATH="/venv/bin:$PATH"
COPY requirements.txt ./
RUN pip install --require-hashes --no-deps -r requirements.txt
WORKDIR /app
COPY . .
COPY --from=packages /build/node_modules node_modules
# Settings refuse to load without what production must say; nothing of this stays in the image.
RUN python -m laa_portal.foundation.assets \
    && SECRET_KEY=for-this-build-only DATABASE_URL=postgresql://none@none/none REDIS_URL=redis://none/0 \
       python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q /app /venv \
    && rm -rf node_modules

FROM python:3.11-slim
# The letters of papers, as pages have them.
RUN apt-get update -qq && apt-get install --no-install-recommends --yes -qq fonts-liberation \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin laa-portal \
    && install --directory --owner=laa-portal --mode=0700 /audit
ENV PATH="/venv/bin:$PATH" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOST=0.0.0.0 PORT=8000
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER laa-portal
EXPOSE 8000
