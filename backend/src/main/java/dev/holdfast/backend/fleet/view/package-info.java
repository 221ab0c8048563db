/**
 * Saved views of the device list, private or shared in the catalog. Start reading at {@link dev.holdfast.backend.fleet.view.SavedViews}.
 *
 * <p>Guarantees: only its owner sees or changes a private view. Changing a shared view requires the permission to manage the fleet. A saved
 * view has a valid filter, order and columns.
 */
@NullMarked
package dev.holdfast.backend.fleet.view;

import org.jspecify.annotations.NullMarked;
