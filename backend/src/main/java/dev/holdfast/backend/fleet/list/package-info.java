/**
 * Device lists: the filter language as SQL, keyset pagination, and descriptions of devices. Start reading at {@link
 * dev.holdfast.backend.fleet.list.ListDevices}.
 *
 * <p>User input becomes parameters of statements, never a part of their text. PostgreSQL plans each page, and cancels it after two
 * seconds (ADR 0029).
 */
@NullMarked
package dev.holdfast.backend.fleet.list;

import org.jspecify.annotations.NullMarked;
