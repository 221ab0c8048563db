/** Tests backups and their restore with a real PostgreSQL. */
@NullMarked
package dev.holdfast.standalone.backup;

import org.jspecify.annotations.NullMarked;
