/** Raw text to sentences and words, with their places in the text. */
package dms.hub.text;
