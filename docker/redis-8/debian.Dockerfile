# Redis 8 from Debian sid, for machines that have no registry of images. `docker/prepare` builds it.
FROM mortise/debian:bookworm
RUN sed --in-place s/bookworm/sid/ /etc/apt/sources.list \
  && apt-get update \
  && apt-get install --yes redis-server \
  && redis-server --version | grep --fixed-strings 'v=8.' \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt
COPY debian/redis-entrypoint /usr/local/bin/
WORKDIR /data
EXPOSE 6379
ENTRYPOINT ["redis-entrypoint"]
CMD ["redis-server"]
