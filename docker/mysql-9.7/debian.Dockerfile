# MySQL 9.7 from Debian sid, for machines that have no registry of images. `docker/prepare` builds it.
FROM mortise/debian:bookworm
ENV EMPTY_DATA=/usr/share/mysql-empty
RUN sed --in-place s/bookworm/sid/ /etc/apt/sources.list \
  && apt-get update \
  && apt-get install --yes mysql-server-core mysql-client-core \
  && mysqld --version | grep --fixed-strings 'Ver 9.7.' \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt \
  && useradd --system --user-group --home-dir /var/lib/mysql mysql \
  && install --directory --owner=mysql --group=mysql "$EMPTY_DATA" /run/mysqld \
  && printf '[mysqld]\nskip-name-resolve\nsecure-file-priv=NULL\n' >/etc/my.cnf \
  && mysqld --initialize-insecure --user=mysql --datadir="$EMPTY_DATA" --innodb-redo-log-capacity=8M
COPY debian/mysql-entrypoint /usr/local/bin/
EXPOSE 3306
ENTRYPOINT ["mysql-entrypoint"]
CMD ["mysqld"]
