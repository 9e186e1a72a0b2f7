# SecantusDB, which speaks MongoDB's protocol and says that it is an 8.2 replica set, for machines that have no registry of
# images: no Debian package has mongod. What is measured here is measured on SecantusDB. `docker/prepare` builds it.
# With every write it goes through all that it keeps of writes which may be sent again; a driver does that at once or never,
# so that a few hundred of them are enough, and a write takes a tenth of the time. Its command line reads how often what is
# over is removed, and forgets to tell the server.
FROM mortise/debian:bookworm
ENV PATH=/opt/secantus/bin:$PATH HOME=/data/db PIP_CERT=/usr/local/share/machine-certificates.crt
RUN apt-get update \
  && apt-get install --yes python3-venv \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt \
  && python3 -m venv /opt/secantus \
  && pip install --no-cache-dir --no-deps secantusdb==0.7.0b3 pymongo==4.20.0 dnspython==2.9.2 numpy==2.4.6 shapely==2.2.0 \
    s2sphere==0.2.5 future==1.0.0 python-dateutil==4.0.0 tzdata==2026.6 \
  && sed --in-place 's/^_RETRYABLE_RECORD_MAX = 10_000$/_RETRYABLE_RECORD_MAX = 500/' \
    /opt/secantus/lib/python3.11/site-packages/secantus/transactions.py \
  && grep --quiet '^_RETRYABLE_RECORD_MAX = 500$' /opt/secantus/lib/python3.11/site-packages/secantus/transactions.py \
  && sed --in-place 's/^        cache_size=cfg.cache_size,$/&\n        ttl_sweep_seconds=cfg.ttl_sweep_seconds,/' \
    /opt/secantus/lib/python3.11/site-packages/secantus/cli.py \
  && grep --quiet 'ttl_sweep_seconds=cfg' /opt/secantus/lib/python3.11/site-packages/secantus/cli.py \
  && useradd --system --user-group --home-dir /data/db mongodb
COPY debian/mongodb-entrypoint /usr/local/bin/
COPY debian/mongosh /usr/local/bin/
EXPOSE 27017
ENTRYPOINT ["mongodb-entrypoint"]
CMD ["mongod"]
