/**
 * Signed manifest sets: signing, renewal, and answers to gateways about the targets of devices.
 *
 * <p>Guarantees: the version of a group's sets never becomes lower. It grows when their images change. Start reading at
 * {@link dev.holdfast.backend.update.manifest.RenewManifests}.
 */
@NullMarked
package dev.holdfast.backend.update.manifest;

import org.jspecify.annotations.NullMarked;
