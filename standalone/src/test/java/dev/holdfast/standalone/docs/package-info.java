/** Holds the project's documents to what they say about the code. */
@NullMarked
package dev.holdfast.standalone.docs;

import org.jspecify.annotations.NullMarked;
