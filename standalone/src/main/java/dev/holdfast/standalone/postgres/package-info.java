/**
 * The embedded PostgreSQL: zonky's binaries, on the loopback address, with SCRAM passwords and a durable data folder. Start
 * reading at {@link
 * dev.holdfast.standalone.postgres.PostgresCluster}.
 */
@NullMarked
package dev.holdfast.standalone.postgres;

import org.jspecify.annotations.NullMarked;
