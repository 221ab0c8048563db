/** The console's texts in each of its languages, from the bundles {@code texts.properties} (English) and {@code texts_nl.properties} (Dutch). */
@NullMarked
package dev.holdfast.ui.text;

import org.jspecify.annotations.NullMarked;
