/** Views of the device list. */
@NullMarked
package dev.holdfast.backend.fleet.view;

import org.jspecify.annotations.NullMarked;
