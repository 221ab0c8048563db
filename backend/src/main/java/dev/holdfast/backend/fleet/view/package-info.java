/**
 * Saved views of the device list, private or shared in the catalog. Start reading at {@link dev.holdfast.backend.fleet.view.SavedViews}.
 *
 * <p>Guarantees: only its owner sees or changes a private view. Changing a shared view requires the role that changes the fleet. The device
 * list accepts every saved view.
 */
@NullMarked
package dev.holdfast.backend.fleet.view;

import org.jspecify.annotations.NullMarked;
