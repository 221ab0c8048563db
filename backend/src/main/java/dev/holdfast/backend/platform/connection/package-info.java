/**
 * Limits for the clients of all listeners, below HTTP: connections, time for requests, and responses that nobody reads. Vert.x has no such
 * limits, and an anonymous client could otherwise fill the memory of the process.
 */
@NullMarked
package dev.holdfast.backend.platform.connection;

import org.jspecify.annotations.NullMarked;
