/**
 * Backups of a whole installation in one file, and their restore. A backup is complete: database, keys, settings, Keycloak's accounts, and
 * simulated chips. It has no absolute paths, so it can be restored on another machine. Start reading at {@link
 * dev.holdfast.standalone.backup.Backup}.
 */
@NullMarked
package dev.holdfast.standalone.backup;

import org.jspecify.annotations.NullMarked;
