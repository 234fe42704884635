"""What a blog publishes, read as a careful human would: fetching, feeds, pages, files, provenance."""
