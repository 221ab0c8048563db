/**
 * The embedded PostgreSQL: the real server from zonky's binaries, on the loopback address, with passwords (SCRAM) and
 * one data folder that outlives restarts and power cuts. Start reading at {@link
 * dev.holdfast.standalone.postgres.PostgresCluster}.
 */
@NullMarked
package dev.holdfast.standalone.postgres;

import org.jspecify.annotations.NullMarked;
