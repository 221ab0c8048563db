/**
 * Lists of devices: the filter language as SQL, keyset pages, descriptions by people. Begin with {@link
 * dev.holdfast.backend.fleet.list.ListDevices}.
 *
 * <p>What people write becomes parameters of statements and never a part of their text. PostgreSQL plans each page,
 * and ends it after two seconds (ADR 0029).
 */
@NullMarked
package dev.holdfast.backend.fleet.list;

import org.jspecify.annotations.NullMarked;
