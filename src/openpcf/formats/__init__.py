"""The files openpcf reads and writes: tables, BOMs, studies, KiCad boards, forms."""
