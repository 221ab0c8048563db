/**
 * Lists of devices: the filter language as SQL, keyset pages, descriptions by people. Begin with {@link
 * dev.holdfast.backend.fleet.list.ListDevices}.
 *
 * <p>What people write becomes parameters of statements and never a part of their text. A page costs about the same in a catalog of
 * a thousand devices and of a million, whatever is asked for and whatever PostgreSQL's statistics say (ADR 0026).
 */
@NullMarked
package dev.holdfast.backend.fleet.list;

import org.jspecify.annotations.NullMarked;
