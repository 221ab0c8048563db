/** Free space for the database, in {@link dev.holdfast.backend.platform.disk.DiskSpace}. */
@NullMarked
package dev.holdfast.backend.platform.disk;

import org.jspecify.annotations.NullMarked;
