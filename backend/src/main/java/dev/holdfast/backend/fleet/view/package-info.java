/**
 * Lists of devices as people keep them, for themselves or for the catalog. Begin with {@link dev.holdfast.backend.fleet.view.SaveView}.
 *
 * <p>Guarantees: nobody else sees or changes what is one's own; what is shared takes the role that changes the fleet; a view can be read again
 * by the list that it is of.
 */
@NullMarked
package dev.holdfast.backend.fleet.view;

import org.jspecify.annotations.NullMarked;
