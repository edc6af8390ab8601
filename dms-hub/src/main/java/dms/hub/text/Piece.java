package dms.hub.text;

/**
 * A token in the making.
 *
 * @param begin offset of its first UTF-16 unit in the text
 * @param end offset after its last UTF-16 unit
 * @param kind what it looks like
 */
record Piece(int begin, int end, Kind kind) {

  /** What a piece looks like; the rule files give most of them as status values. */
  enum Kind {
    OTHER(0),
    WORD(100),
    DOTTED(110),
    HYPHENATED(120),
    NUMBER(130),
    EMOTICON(210),
    TERMINAL(300),
    FULL_STOP(310),
    ELLIPSIS(320),
    CLOSER(330),
    ABBREVIATION(-1),
    ORDINAL(-1);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    /** The kind of a rule's status. */
    static Kind ofStatus(int status) {
      for (Kind kind : values()) {
        if (kind.status == status) {
          return kind;
        }
      }
      throw new IllegalStateException("a token rule has status " + status + ", which is no kind");
    }
  }

  boolean is(Kind kind) {
    return this.kind == kind;
  }

  /** True for a full stop and its like: what can end a sentence. */
  boolean isTerminal() {
    return kind == Kind.TERMINAL || kind == Kind.FULL_STOP || kind == Kind.ELLIPSIS;
  }

  /** True if nothing stands between this piece and the next. */
  boolean touches(Piece next) {
    return end == next.begin;
  }

  String in(String text) {
    return text.substring(begin, end);
  }
}
