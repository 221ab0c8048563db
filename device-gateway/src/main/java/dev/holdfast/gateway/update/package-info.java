/**
 * Targets and images from memory. Guarantees: a device is offered only the target of its own group, and only if the group's update policy
 * allows it; the change stream reports changes within moments; during an outage of the backend, cached targets are served until their
 * manifest set expires or the lease ends (15 minutes after the last news of the change stream, by default); a poll whose data is cached
 * causes no backend request besides a batched contact. An up-to-date poll evaluates no policy. A poll that waits ends at a change of its
 * device or group.
 *
 * <p>Devices need not trust the gateway here, because it has no keys to sign manifest sets and images.
 *
 * <p>Start reading at {@link dev.holdfast.gateway.update.UpdateRoutes}, then {@link dev.holdfast.gateway.update.RefreshingCache}.
 */
@NullMarked
package dev.holdfast.gateway.update;

import org.jspecify.annotations.NullMarked;
