/**
 * Limits for the peers of HTTP listeners: connections, rates, time for a request, pipelined requests, and responses that a peer does not
 * read. Vert.x has no such limits. Without them, an anonymous client could fill the memory of the process.
 */
@NullMarked
package dev.holdfast.connection;

import org.jspecify.annotations.NullMarked;
