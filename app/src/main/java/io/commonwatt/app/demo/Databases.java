package io.commonwatt.app.demo;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases by URL. */
public final class Databases {

  private Databases() {}

  /** A source of connections to the database of a URL that names its user. */
  public static DataSource of(String jdbcUrl) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl);
    return source;
  }
}
