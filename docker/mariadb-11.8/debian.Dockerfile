# MariaDB 11.8 from Debian trixie, for machines that have no registry of images. `docker/prepare` builds it.
FROM mortise/debian:bookworm
ENV EMPTY_DATA=/usr/share/mysql-empty
RUN sed --in-place s/bookworm/trixie/ /etc/apt/sources.list \
  && apt-get update \
  && apt-get install --yes mariadb-server-core mariadb-client-core \
  && mariadbd --version | grep --fixed-strings 'Ver 11.8.' \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt \
  && useradd --system --user-group --home-dir /var/lib/mysql mysql \
  && install --directory --owner=mysql --group=mysql "$EMPTY_DATA" /run/mysqld \
  && printf '[mariadb]\nskip-name-resolve\n' >/etc/mysql/conf.d/mortise.cnf \
  && mariadb-install-db --user=mysql --datadir="$EMPTY_DATA" --auth-root-authentication-method=normal --skip-test-db \
    --cross-bootstrap
COPY debian/mysql-entrypoint /usr/local/bin/
EXPOSE 3306
ENTRYPOINT ["mysql-entrypoint"]
CMD ["mariadbd"]
