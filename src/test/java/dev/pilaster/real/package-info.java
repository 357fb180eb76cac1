/** Real programs for tests, each with a directory and a port of its own, on loopback. */
package dev.pilaster.real;
