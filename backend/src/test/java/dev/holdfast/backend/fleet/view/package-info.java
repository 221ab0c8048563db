/** Tests of saved views. */
@NullMarked
package dev.holdfast.backend.fleet.view;

import org.jspecify.annotations.NullMarked;
