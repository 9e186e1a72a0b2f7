# PostgreSQL 15 from Debian bookworm, for machines that have no registry of images. `docker/prepare` builds it.
FROM mortise/debian:bookworm
RUN install --directory /etc/postgresql-common/createcluster.d \
  && echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.d/none.conf \
  && apt-get update \
  && apt-get install --yes postgresql-15 locales \
  && localedef --inputfile=en_US --charmap=UTF-8 en_US.UTF-8 \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt
ENV LANG=en_US.utf8 PATH=/usr/lib/postgresql/15/bin:$PATH PGDATA=/var/lib/postgresql/data
COPY debian/postgres-entrypoint /usr/local/bin/
EXPOSE 5432
STOPSIGNAL SIGINT
ENTRYPOINT ["postgres-entrypoint"]
CMD ["postgres"]
