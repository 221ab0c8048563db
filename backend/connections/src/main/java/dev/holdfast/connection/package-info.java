/**
 * Limits for the peers of HTTP listeners, before and beside HTTP: connections, rates, time for requests, pipelined requests, and responses
 * that nobody reads. Vert.x has no such limits, and an anonymous client could otherwise fill the memory of the process.
 */
@NullMarked
package dev.holdfast.connection;

import org.jspecify.annotations.NullMarked;
