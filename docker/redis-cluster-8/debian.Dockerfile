# Redis 8 from Debian sid, for machines that have no registry of images. `docker/prepare` builds it.
FROM mortise/debian:bookworm
RUN sed --in-place s/bookworm/sid/ /etc/apt/sources.list \
  && apt-get update \
  && apt-get install --yes redis-server \
  && redis-server --version | grep --fixed-strings 'v=8.' \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt
COPY redis-cluster-8/redis-cluster /usr/local/bin/
WORKDIR /data
EXPOSE 7001 7002 7003 7004 7005 7006
ENTRYPOINT ["redis-cluster"]
CMD ["start"]
