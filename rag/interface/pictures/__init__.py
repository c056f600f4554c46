"""Pictures of the news for the page: charts that Altair describes and the browser draws."""
